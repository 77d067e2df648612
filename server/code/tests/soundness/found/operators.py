# {"a": 1}
def main(a):
    seen = []
    class Own:
        def __eq__(self, other):
            seen.append(other)
            return 'same'
        def __lt__(self, other):
            return None
        def __add__(self, other):
            seen.append('add')
            return [other]
    own = Own()
    return {'eq': own == a, 'lt': own < a, 'add': own + a, 'seen': seen}
