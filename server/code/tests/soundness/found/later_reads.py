# {"a": 1}
import asyncio
def main(a):
    x, n, d = 1, [0], {}
    made = (x for v in [1])
    mapped = map(lambda v: x, [1])
    def parts():
        yield x
        d['k'] = 1
    part = parts()
    async def told():
        return x
    late = told()
    async def step():
        m = n[0]
        await asyncio.sleep(0)
        n[0] = m + 1
    async def steps():
        await asyncio.gather(step(), step())
    asyncio.run(steps())
    l = [1]
    numbered, paired, kept = enumerate(l), zip(l, 'abc'), filter(None, l)
    l.append('s')
    x = 's'
    old, other = d, {}
    for _ in parts():
        d = other
    return {'made': list(made), 'mapped': list(mapped), 'part': next(part), 'late': asyncio.run(late), 'n': n,
            'l': [list(numbered), list(paired), list(kept)], 'd': [old, other]}
