# {"a": 1}
import collections, json
def main(a):
    class A:
        def f(self):
            return 1
    A.f = lambda self: 's'
    kept, json.dumps = json.dumps, lambda v: [v]
    told, json.dumps = json.dumps(1), kept
    counts = collections.Counter('aab')
    none = counts['none']
    return {'f': A().f(), 'told': told, 'counts': counts, 'none': none}
