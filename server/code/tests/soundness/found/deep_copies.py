# {"a": 1}
import copy
def main(a):
    l = [1]
    for n in range(6):
        l = [{'v': v, 'n': n} for v in l]
        d = {'d': l}
    return copy.deepcopy(copy.deepcopy(d))
