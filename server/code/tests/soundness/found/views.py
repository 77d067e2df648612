# {"a": 1}
def main(a):
    d = {'k': 1, 'm': 2}
    keys, values, items = d.keys(), d.values(), d.items()
    d['r'] = 's'
    del d['k']
    e = {}
    none = e.items()
    e['k'] = a
    l = [1, 2]
    it = iter(l)
    next(it)
    l.append('s')
    return {'k': list(keys), 'v': list(values), 'i': list(items), 'n': len(keys), 'it': list(it), 'e': list(none)}
