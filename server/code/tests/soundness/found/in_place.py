# {"a": 1}
def main(a):
    l = [1]
    m = l
    m *= 2
    m.append('s')
    t = l if a else ()
    u = t
    u += ['t']
    u.clear()
    return {'l': l, 't': t}
