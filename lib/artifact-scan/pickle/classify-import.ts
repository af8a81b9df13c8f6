import type { Verdict } from "../finding.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Packages no model needs while it is loaded: they run, connect, read, write, or lead to those that do. */
const dangerousRoots = words(`
  os posix nt ntpath posixpath subprocess sys socket shutil ctypes _ctypes importlib _imp imp runpy pty webbrowser
  code codeop pdb bdb cProfile profile trace timeit pickle _pickle cPickle dill cloudpickle marshal shelve tempfile
  multiprocessing _multiprocessing threading _thread signal asyncio http httplib urllib urllib2 urllib3 requests httpx
  aiohttp ftplib smtplib telnetlib poplib imaplib nntplib xmlrpc xmlrpclib socketserver ssl pip setuptools distutils
  ensurepip venv pydoc doctest idlelib lib2to3 commands popen2 platform pkgutil zipimport zipapp inspect gc linecache
  fileinput io _io glob mmap resource select selectors sqlite3 dbm builtins __builtin__ __main__ operator _operator
  site sitecustomize sysconfig test unittest fabric paramiko pexpect nturl2path uuid _winreg winreg msvcrt crypt
  concurrent contextlib atexit weakref traceback warnings logging configparser
`);

/** Names within packages that are otherwise wanted. */
const dangerousNames =
  /^(?:types\.(?:FunctionType|CodeType|MethodType|LambdaType)|functools\.reduce|torch\.(?:hub|jit|load|package|distributed|multiprocessing|_inductor|_dynamo|fx|export|compile|serialization|utils\.(?:cpp_extension|bottleneck|collect_env|data|model_dump|mobile_optimizer|_config_module|file_baton))(?:\.|$).*|torch\.storage\._load_from_bytes|numpy\.(?:testing|f2py|distutils|load|memmap|fromfile|save|lib\.npyio|ctypeslib)(?:\.|$).*|pandas\.(?:read_\w+|eval|io)(?:\.|$).*|joblib\.(?:load|memory|parallel|externals)(?:\.|$).*|(?:keras|tensorflow)\.(?:.*\.)?(?:load_model|read_file|write_file|Lambda|py_function|numpy_function)|copyreg\.(?:add_extension|pickle)|(?:collections|_collections_abc)\.(?:sys|_sys)(?:\.|$).*)$/;

/** Harmless although their package is on the list above. */
const harmless = words(`
  builtins.set builtins.frozenset builtins.list builtins.dict builtins.tuple builtins.int builtins.float builtins.bool
  builtins.str builtins.bytes builtins.bytearray builtins.complex builtins.object builtins.slice builtins.range
  __builtin__.set __builtin__.frozenset __builtin__.list __builtin__.dict __builtin__.tuple __builtin__.int
  __builtin__.long __builtin__.float __builtin__.bool __builtin__.str __builtin__.unicode __builtin__.bytearray
  __builtin__.complex __builtin__.object __builtin__.slice __builtin__.xrange __builtin__.range
  io.BytesIO _io.BytesIO io.StringIO _io.StringIO uuid.UUID
`);

const allowedNames = words(`
  collections.OrderedDict collections.defaultdict collections.Counter collections.deque
  copyreg._reconstructor copy_reg._reconstructor copyreg.__newobj__ copy_reg.__newobj__ _codecs.encode
  datetime.datetime datetime.date datetime.time datetime.timedelta datetime.timezone decimal.Decimal
  fractions.Fraction argparse.Namespace types.SimpleNamespace
  torch.Size torch.device torch.dtype torch.layout torch.memory_format torch.Tensor torch.Generator torch.strided
  torch.nn.parameter.Parameter torch.nn.Parameter torch.nn.parameter.Buffer torch.tensor.Tensor
  torch.storage.UntypedStorage torch.storage.TypedStorage torch._tensor._rebuild_from_type_v2
  torch._tensor.Tensor torch.serialization._get_layout torch._C._nn.gelu torch._C.device
  numpy.ndarray numpy.dtype numpy.generic numpy.core.multiarray._reconstruct numpy.core.multiarray.scalar
  numpy._core.multiarray._reconstruct numpy._core.multiarray.scalar numpy.core.numeric._frombuffer
  numpy._core.numeric._frombuffer joblib.numpy_pickle.NumpyArrayWrapper joblib.numpy_pickle.NDArrayWrapper
`);

const allowedPatterns: readonly RegExp[] = [
  /^torch\.(?:cuda\.)?\w+Storage$/,
  /^torch\.(?:float|double|half|bfloat16|int|long|short|bool|uint|complex|quint|qint|float8_)[\w]*$/,
  /^torch\._utils\._rebuild_\w+$/,
  /^torch\.(?:nn\.modules|optim)(?:\.[a-z_0-9]+)*\.[A-Z]\w*$/,
  /^numpy\.(?:u?int|float|complex)\d{0,3}_?$/,
  /^numpy\.(?:bool_?|str_|bytes_|object_|void|longlong|ulonglong|intc|uintc|longdouble)$/,
  /^numpy\.dtypes\.\w+DType$/,
  /^numpy\.random\._pickle\.__\w+_ctor$/,
  /^numpy\.random\._(?:mt19937|pcg64|philox|sfc64)\.[A-Z]\w*$/,
];

/** Segments that lead out of a package, as in torch.serialization.os.system. */
const dangerousSegments = words(
  "os posix nt subprocess sys socket shutil ctypes importlib runpy pty builtins __builtins__ __globals__ __class__ __subclasses__ __import__ eval exec system popen getattr",
);

/** Judges a name that a pickle imports. What is on no list is unknown, never allowed. */
export function classifyImport(module: string, name: string): Verdict {
  const full = `${module}.${name}`;
  if (harmless.has(full)) return "allowed";
  const [root = ""] = module.split(".");
  if (dangerousRoots.has(root) || dangerousNames.test(full)) return "dangerous";
  if (full.split(".").some((segment) => dangerousSegments.has(segment))) return "dangerous";
  if (name.includes(".")) return "unknown";
  return allowedNames.has(full) || allowedPatterns.some((pattern) => pattern.test(full)) ? "allowed" : "unknown";
}
