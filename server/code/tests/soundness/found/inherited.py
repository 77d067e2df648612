# {"a": 1}
def main(a):
    seen = []
    last = 0
    class Base:
        def __init__(self):
            nonlocal last
            last = 'made'
        def own(self):
            seen.append('own')
    class Derived(Base):
        def more(self):
            self.own()
    one = Derived()
    first = last
    one.own()
    Derived().more()
    return {'seen': seen, 'last': last, 'first': first}
