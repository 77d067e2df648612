# {"a": 1}
def main(a):
    def take(p, /, *r, q=1, **kw):
        return [p, r, q, kw]
    return {'one': take(1, **{'r': a, 'p': 'p', 't': []}), 'two': take(2, r='r')}
