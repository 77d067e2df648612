//! What Python's library gives, from code to shape.

use code::{Api, Host, Language};

use crate::{Case, agrees, every_name_has_a_sentence, gives, outcome};

const CASES: &[Case] = &[
    // built-in functions
    ("-", "abs(-3)", "int"),
    ("-", "abs(d)", "number"),
    ("-", "round(2.5)", "int"),
    ("-", "round(2.5, 1)", "float"),
    ("-", "round(d['a'], 2)", "number"),
    ("-", "divmod(7, 2)", "tuple(int, int)"),
    ("-", "int(d)", "int"),
    ("-", "str(d)", "str"),
    ("-", "sorted([3, 1, 2])", "list[int]"),
    ("-", "max([1, 2.5])", "number"),
    ("-", "max(3, 4, key=lambda x: -x)", "int"),
    ("-", "sum([0.5, 1])", "number"),
    ("-", "sum(d)", "number"),
    ("-", "repr(d)", "str"),
    ("-", "len(d)", "int"),
    ("-", "list(map(str.strip, d))", "list[str]"),
    ("-", "list(map(int, ['1', '2']))", "list[int]"),
    ("-", "type(d).__name__", "str"),
    ("-", "__name__", "str"),
    ("-", "isinstance(d, str)", "bool"),
    ("-", "hash('a')", "int"),
    ("-", "getattr(d, 'x')", "?"),
    ("-", "list(zip('ab', [1, 2]))", "list[tuple(str, int)]"),
    ("-", "dict.fromkeys(['a'], 0)", "{a: int 0}"),
    ("x = [1]\ngetattr(x, 'append')('s')", "x", "?"),
    // a function that is made again has another default
    (
        "f = []\nfor n in [1, 'a']:\n  f.append(lambda n=n: n)",
        "[g() for g in f]",
        "list[int 1 | \"a\"]",
    ),
    // handlers are entered by what the table says is raised
    (
        "import datetime, json\nx = 1\ntry:\n  datetime.datetime(2024, 1, len(str(d)))\nexcept ValueError:\n  x = 'v'\nexcept Exception:\n  x = 2.5",
        "x",
        "int 1 | \"v\"",
    ),
    (
        "import datetime, json\nx = 1\ntry:\n  datetime.datetime.now() - datetime.timedelta(days=6)\nexcept Exception:\n  x = 2.5",
        "x",
        "int 1",
    ),
    (
        "import datetime, json\nx = 1\ntry:\n  json.loads(str(d))\nexcept json.JSONDecodeError:\n  x = 'v'\nexcept Exception:\n  x = 2.5",
        "x",
        "int 1 | \"v\"",
    ),
    (
        "x = 1\ntry:\n  {}.get(d)\nexcept TypeError:\n  x = 'v'\nexcept Exception:\n  x = 2.5",
        "x",
        "int 1 | \"v\"",
    ),
    // views and ranges may be empty, iterators are never false
    ("-", "{}.keys() and 1", "int 1 | =dict_keys"),
    ("-", "range(len(d)) and 1", "int 1 | =range"),
    ("-", "range(2) and 1", "int 1"),
    ("-", "zip(d, d) and 1", "int 1"),
    // methods of text and numbers
    ("-", "d.strip()", "str"),
    ("-", "d.split(',')", "list[str]"),
    ("-", "'a b'.partition(' ')", "tuple(str, str, str)"),
    ("-", "','.join(d)", "str"),
    ("-", "'a'.encode()", "bytes"),
    ("-", "b'a'.decode()", "str"),
    ("-", "'a'.find(d)", "int"),
    ("-", "d.startswith('x')", "bool"),
    ("-", "(1.5).real", "float"),
    ("-", "(1.5).is_integer()", "bool"),
    ("-", "(3).to_bytes(2, 'big')", "bytes"),
    ("-", "int.from_bytes(b'a', 'big')", "int"),
    ("-", "bytes.fromhex(d)", "bytes"),
    (
        "x = [1, 1]\nif d:\n  x = ['a', 2.5]\ny = x[0:]",
        "y",
        "list[float 2.5 | \"a\"] | list[int 1]",
    ),
    // exceptions
    (
        "try:\n  int(d)\n  r = ''\nexcept Exception as e:\n  r = str(e)",
        "r",
        "str",
    ),
    (
        "try:\n  x = 1\n  int(d)\nexcept ValueError as e:\n  x = e.args",
        "x",
        "int 1 | tuple[?]",
    ),
    ("-", "ValueError('x')", "=ValueError"),
    // json
    (
        "import json",
        "json.dumps(d, ensure_ascii=False, default=str)",
        "str",
    ),
    ("import json", "json.loads(d)", "?"),
    ("import json", "json.loads(d)['a'].strip()", "str"),
    ("import json", "json.loads(d, object_hook=lambda o: 1)", "?"),
    ("from json import dumps as to_json", "to_json(d)", "str"),
    // re
    ("import re", "re.sub(r'\\s+', ' ', d)", "str"),
    ("import re", "re.sub(d['p'], '', d['s'])", "str"),
    ("import re", "re.findall(r'\\d+', d)", "list[str]"),
    ("import re", "re.findall(r'(\\d+)', d)", "list[str]"),
    (
        "import re",
        "re.findall(r'(\\d+)-(\\d+)', d)",
        "list[tuple(str, str)]",
    ),
    ("import re", "re.findall(d['p'], d['s'])", "list[?]"),
    ("import re", "re.findall(br'\\d+', d)", "list[?]"),
    ("import re", "re.split(r',', d)", "list+[str]"),
    ("import re", "re.split(r'(,)', d)", "list+[?]"),
    (
        "import re\nm = re.search(r'(a)', d)",
        "m.group() if m else ''",
        "str",
    ),
    (
        "import re\nm = re.search(r'(a)', d)",
        "m.group(1).strip()",
        "str",
    ),
    (
        "import re\nm = re.search(r'(a)', d)",
        "m[0] if m else 0",
        "null | str | int 0",
    ),
    (
        "import re\nm = re.match(r'(?P<a>a)', d)",
        "m",
        "null | =re.Match",
    ),
    (
        "import re\nm = re.match(r'(?P<a>a)', d)",
        "m.groupdict()",
        "dict[null | str]",
    ),
    (
        "import re\nm = re.match(r'(?P<a>a)', d)",
        "m.start()",
        "int",
    ),
    (
        "import re\np = re.compile(r'\\d+')",
        "p.findall(d)",
        "list[str]",
    ),
    ("import re\np = re.compile(r'\\d+')", "p.sub('', d)", "str"),
    (
        "import re",
        "[m.group() for m in re.finditer('a', d)]",
        "list[str]",
    ),
    ("import re", "re.escape(d)", "str"),
    // datetime
    (
        "import datetime",
        "datetime.datetime.now()",
        "=datetime.datetime",
    ),
    (
        "from datetime import datetime",
        "datetime.now().isoformat()",
        "str",
    ),
    (
        "from datetime import datetime, timedelta",
        "datetime.now() - timedelta(days=1)",
        "=datetime.datetime",
    ),
    (
        "from datetime import datetime",
        "(datetime.now() - datetime(2020, 1, 1)).days",
        "int",
    ),
    (
        "from datetime import datetime",
        "(datetime.now() - datetime(2020, 1, 1)).total_seconds() / 60",
        "float",
    ),
    (
        "from datetime import datetime",
        "datetime.strptime(d, '%Y').strftime('%d')",
        "str",
    ),
    (
        "from datetime import datetime",
        "datetime.now().date().year",
        "int",
    ),
    (
        "from datetime import datetime, timezone",
        "datetime.now(timezone.utc).timestamp()",
        "float",
    ),
    ("from datetime import datetime", "datetime.now() - d", "?"),
    (
        "import datetime as dt",
        "dt.timedelta(hours=1) * 2",
        "=datetime.timedelta",
    ),
    (
        "import datetime as dt",
        "3 * dt.timedelta(hours=1) / dt.timedelta(1)",
        "float",
    ),
    ("import time", "time.time()", "float"),
    ("import time", "time.localtime()", "?"),
    ("import time", "time.localtime().tm_year", "int"),
    ("import time", "int(time.time() * 1000)", "int"),
    // lists, dicts, sets, tuples
    ("x = [1, 2]", "x.pop()", "int"),
    ("x = [1, 2]", "x.index(2)", "int"),
    ("x = [1]\nx.extend('ab')", "x", "list+[int 1 | str]"),
    ("x = [1]\nx.insert(0, 'a')", "x[0]", "int 1 | \"a\""),
    ("x = [1, 'a']\nx.reverse()", "x[0]", "int 1 | \"a\""),
    ("x = [3, 1]", "x.sort()", "null"),
    ("x = [3, 1]", "x.copy() + [None]", "list[null | int]"),
    ("x = (1, 'a')", "x.count(1)", "int"),
    (
        "x = {1, 2}\nx.add('a')",
        "sorted(x, key=str)",
        "list[int | \"a\"]",
    ),
    ("-", "{1}.union([2.5])", "set[number]"),
    ("-", "{1, 2} & {2}", "set[int]"),
    ("-", "{'a': 1}.keys() & {'a'}", "?"),
    ("-", "frozenset([1]).issubset([1])", "bool"),
    ("x = {'a': 1}", "x.get('b', 2.5)", "float 2.5"),
    ("x = {'a': 1}", "x.pop('a')", "int 1"),
    ("x = {'a': 1}", "x.popitem()", "tuple(\"a\", int 1)"),
    ("x = {'a': 1}\nx.update(b='c')", "x", "{a: int 1, b: \"c\"}"),
    (
        "x = {'a': 1}",
        "list(x.items())",
        "list[tuple(\"a\", int 1)]",
    ),
    ("x = {'a': 1}", "x.setdefault('b', [])", "list[never]"),
    ("x = {}", "[k for k in x.keys()]", "list[never]"),
    ("x = {1: 'a', 'b': 'c'}", "[k for k in x]", "list[?]"),
    ("x = [1]", "x.__len__", "?"),
    ("x = range(3)", "x.start", "?"),
    // collections and itertools
    (
        "from collections import Counter",
        "Counter(['a', 'b'])",
        "dict[int]",
    ),
    (
        "from collections import Counter",
        "Counter('ab').most_common(1)[0][0]",
        "?",
    ),
    (
        "from collections import Counter",
        "Counter('ab').most_common(1)[0][1]",
        "int",
    ),
    (
        "from collections import Counter",
        "Counter({'a': 1.5})['a']",
        "number",
    ),
    (
        "from collections import Counter\nc = Counter()\nc.update(['a'])",
        "c['a']",
        "int",
    ),
    (
        "from collections import defaultdict\nx = defaultdict(list)\nx['a'].append(1)",
        "x['b']",
        "list[int 1]",
    ),
    (
        "from collections import defaultdict\nx = defaultdict(int)\nfor c in d:\n  x[c] += 1",
        "dict(x)",
        "dict[int]",
    ),
    (
        "from collections import defaultdict\nx = defaultdict(lambda: {'n': 0})\nx['a']['n'] = 's'",
        "x['b']['n']",
        "int 0 | \"s\"",
    ),
    (
        "from collections import OrderedDict",
        "OrderedDict([('a', 1)])",
        "dict[int 1]",
    ),
    (
        "from collections import deque",
        "list(deque([1]))",
        "list[?]",
    ),
    (
        "import itertools",
        "list(itertools.chain([1], 'a'))",
        "list+[int 1 | str]",
    ),
    (
        "import itertools",
        "list(itertools.product([1], 'a'))",
        "list[tuple(int 1, str)]",
    ),
    (
        "import itertools",
        "[(k, list(g)) for k, g in itertools.groupby(['a'], key=len)]",
        "list[tuple(int, list[\"a\"])]",
    ),
    (
        "import itertools",
        "list(itertools.combinations([1, 2], 2))",
        "list[tuple[int]]",
    ),
    (
        "import itertools",
        "list(itertools.zip_longest([1], 'a'))",
        "list[tuple(null | int 1, null | str)]",
    ),
    ("import itertools", "next(itertools.count())", "int"),
    (
        "import itertools",
        "list(itertools.accumulate([1, 2]))",
        "list[int]",
    ),
    (
        "import functools, operator",
        "functools.reduce(operator.add, [1, 2])",
        "int",
    ),
    (
        "import functools",
        "functools.reduce(lambda a, b: a + b, ['a', 'b'], '')",
        "str",
    ),
    (
        "from operator import itemgetter",
        "sorted([{'a': 1}], key=itemgetter('a'))",
        "list[{a: int 1}]",
    ),
    (
        "import heapq\nx = []\nheapq.heappush(x, 'a')",
        "heapq.heappop(x)",
        "\"a\"",
    ),
    (
        "import copy\nx = {'a': [1]}\ny = copy.deepcopy(x)\ny['a'].append('s')",
        "x",
        "{a: list[int 1]}",
    ),
    // numbers
    ("import math", "math.floor(2.5)", "int"),
    ("import math", "math.pi * 2", "float"),
    ("import math", "math.prod([1, 2])", "int"),
    (
        "import random\nx = [1, 'a']\nrandom.shuffle(x)",
        "x[0]",
        "int 1 | \"a\"",
    ),
    ("import random", "random.choice(['a', 'b'])", "str"),
    ("import random", "random.randint(1, 6)", "int"),
    ("import statistics", "statistics.mean([1, 2])", "number"),
    ("import statistics", "statistics.stdev(d)", "float"),
    (
        "from decimal import Decimal",
        "Decimal('1.5') + 1",
        "=decimal.Decimal",
    ),
    (
        "from decimal import Decimal",
        "float(Decimal('1.5'))",
        "float",
    ),
    ("from decimal import Decimal", "sum([Decimal(1)])", "?"),
    (
        "from decimal import Decimal, ROUND_HALF_UP",
        "str(Decimal(d).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP))",
        "str",
    ),
    // codes and addresses
    (
        "import hashlib",
        "hashlib.sha256(d.encode('utf-8')).hexdigest()",
        "str",
    ),
    (
        "import hmac",
        "hmac.new(b'k', b'm', 'sha1').digest()",
        "bytes",
    ),
    ("import base64", "base64.b64encode(d.encode())", "bytes"),
    (
        "import base64",
        "base64.b64encode(d.encode()).decode()",
        "str",
    ),
    ("import uuid", "str(uuid.uuid4())", "str"),
    ("import uuid", "uuid.uuid4()", "=uuid.UUID"),
    ("import uuid", "uuid.uuid4().hex", "str"),
    (
        "from urllib.parse import urlparse",
        "urlparse('http://a/b').netloc",
        "str",
    ),
    (
        "from urllib.parse import urlparse",
        "urlparse(d).netloc",
        "?",
    ),
    (
        "from urllib.parse import urlparse",
        "urlparse('http://a/b')",
        "?",
    ),
    ("import urllib.parse", "urllib.parse.quote(d)", "str"),
    (
        "import urllib.parse",
        "urllib.parse.parse_qs(d)",
        "dict[list+[str]]",
    ),
    // the machine and the web
    ("import os.path", "os.path.join('a', d)", "str"),
    ("import os", "os.environ.get('A', '')", "str"),
    ("import os", "os.getenv('A')", "null | str"),
    (
        "import io, csv\nf = io.StringIO()\nw = csv.writer(f)\nw.writerow(d)",
        "f.getvalue()",
        "str",
    ),
    (
        "import logging\nx = {'a': 1}\nlogging.getLogger().info('%s', x)",
        "x",
        "{a: int 1}",
    ),
    ("import traceback", "traceback.format_exc()", "str"),
    (
        "import requests\nr = requests.post(d, json={'a': 1}, timeout=3)",
        "r.status_code",
        "int",
    ),
    (
        "import requests\nr = requests.get(d)",
        "r.json()['a'].strip()",
        "str",
    ),
    ("import requests", "requests.get(d).text", "str"),
    (
        "import requests",
        "requests.get(d).headers.get('a', 0)",
        "int 0 | str",
    ),
    ("import string", "string.digits + 'a'", "str"),
    ("from typing import cast", "cast(str, 3)", "int 3"),
    // what has the variables by their names
    ("x = {'a': 1}\nexec('x[\"a\"] = None')", "x", "?"),
    ("x = {'a': 1}\neval('x.update(a=2)')", "x", "?"),
    ("x = {'a': 1}\nlocals()['x'].clear()", "x", "?"),
    // what is not called
    ("-", "dict", "=type"),
    ("-", "ValueError", "=type"),
    ("-", "print", "=builtin_function_or_method"),
    ("import math", "math.sqrt", "=builtin_function_or_method"),
    ("import datetime", "datetime.date", "=type"),
    (
        "from datetime import datetime",
        "datetime.now",
        "=builtin_function_or_method",
    ),
    ("import json", "json.dumps", "function"),
    ("import json", "json.JSONDecodeError", "=type"),
    ("import uuid", "uuid.uuid4", "function"),
    ("import os.path", "os.path.join", "?"),
    ("import no_such_module", "no_such_module.x(1)", "?"),
];

#[test]
fn code_gives_the_shapes() {
    gives(CASES, |setup, expression| {
        let text = format!("def main(d):\n{setup}  return {{'x': {expression}}}\n");
        outcome(&text, Language::Python, Host::Module, Api::Dify)
    });
}

#[test]
fn every_listed_name_has_a_sentence() {
    let platforms = [Api::Dify, Api::N8nAllItems, Api::N8nEachItem];
    every_name_has_a_sentence(Language::Python, &platforms);
}

/// The tables against the interpreter that is installed here.
#[test]
fn the_interpreter_agrees_with_the_tables() {
    agrees("python3", "check.py");
    agrees("python3", "raises.py");
}
