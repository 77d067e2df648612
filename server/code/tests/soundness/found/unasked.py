# {"a": 1}
seen = {}
class Own:
    def __init__(self, p):
        self.p = p
    def __getattr__(self, name):
        seen['attribute'] = name
        return [name]
    def __bool__(self):
        seen['truth'] = 's'
        return False
    def __lt__(self, other):
        seen['order'] = 's'
        return False
    def __call__(self, p):
        seen['call'] = p
        return [p]
class Other:
    @property
    def v(self):
        return self._v
    @v.setter
    def v(self, p):
        seen['set'] = p
        self._v = [p]
    def __new__(cls, *r):
        return object.__new__(cls) if r else {'r': r}
class Kept:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, [value])
class Base:
    def __init_subclass__(cls, **rest):
        seen['derived'] = cls.__name__
def main(a):
    class Derived(Base):
        pass
    own, other, kept = Own(a), Other(a), Kept()
    other.v = 1
    kept.k = a
    sorted([own, own])
    return {'x': own.k, 'y': 's' if own else 1, 'm': list(map(own, [1])), 'v': other.v, 'n': Other(), 'k': kept.k, 'seen': seen}
