# {"a": true}
def main(a):
    d = {'u': 1}
    d['k'] = 1; d.pop('k')
    x = d.popitem() if d else None
    left = dict([('k', d), ('u', a)])
    right = {k: [v] for k, v in d.items() if k != 'k'}
    again = dict([('k', d), ('u', a)]); again.update(right)
    more = dict([('u', a)]); more |= right
    return {'r': left | right, 'again': again, 'more': more, 'spread': {**left, **right}, 'made': dict(left, **right), 'x': x}
