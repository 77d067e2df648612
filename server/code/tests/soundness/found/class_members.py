# {"a": 1}
seen = []
class Parts:
    @staticmethod
    def of(p):
        seen.append(p)
        return {'p': p}
    @classmethod
    def all(cls, *r):
        seen.extend(r)
        return [cls.of(r), r]
    def own(self, p):
        seen.append([p])
        return self
def main(a):
    parts = Parts()
    return {'x': Parts.of(a), 'y': parts.all('s', a), 'z': Parts.own(parts, a) is parts, 'w': parts.of('t'), 'seen': seen}
