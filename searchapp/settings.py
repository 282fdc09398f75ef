"""What a user configures: each setting has a flag, an environment variable and a default."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: its flag on the command line, its environment variable, its default, what it is for.

    flag: empty where the environment alone tells it, so that others on the machine do not see it, or few need it.
    """

    flag: str
    variable: str
    default: str
    help: str


SETTINGS: dict[str, Setting] = {
    "index": Setting("--index", "SEARCHAPP_INDEX", "index", "Folder of the index."),
    "engine": Setting(
        "--engine",
        "SEARCHAPP_ENGINE",
        "whoosh",
        "Where the index is kept: whoosh, the folder of --index, or opensearch, a cluster; needs searchapp[opensearch].",
    ),
    "opensearch_url": Setting(
        "--opensearch-url",
        "SEARCHAPP_OPENSEARCH_URL",
        "http://127.0.0.1:9200",
        "Address of the cluster; those of several of its nodes parted by commas.",
    ),
    "opensearch_index": Setting(
        "", "SEARCHAPP_OPENSEARCH_INDEX", "searchapp", "Name of the index in the cluster."
    ),
    "opensearch_shards": Setting(
        "", "SEARCHAPP_OPENSEARCH_SHARDS", "1", "Parts of a new index; one for about a million readouts."
    ),
    "opensearch_user": Setting("", "SEARCHAPP_OPENSEARCH_USER", "", "User of the cluster."),
    "opensearch_password": Setting("", "SEARCHAPP_OPENSEARCH_PASSWORD", "", "Password of that user."),
    "opensearch_ca": Setting(
        "",
        "SEARCHAPP_OPENSEARCH_CA",
        "",
        "File of the certificate of the authority that signed the cluster's, where it is a private one.",
    ),
    "authority": Setting(
        "--authority",
        "SEARCHAPP_AUTHORITY",
        "",
        "Folder of your own authority files (people.toml, topics.toml ...).",
    ),
    "cache": Setting(
        "--cache/--no-cache",
        "SEARCHAPP_CACHE",
        "true",
        "Whether a file that was read before, unchanged and by the same rules, need not be read again.",
    ),
    "compiled": Setting(
        "",
        "SEARCHAPP_COMPILED",
        "off",
        "Whether searches run compiled, on or off; on needs searchapp[fast]. What they find is the same.",
    ),
    "verify": Setting(
        "--verify/--no-verify",
        "SEARCHAPP_VERIFY",
        "true",
        "Whether every byte of the index is compared with its checksum before it answers.",
    ),
    "max_file": Setting(
        "--max-file", "SEARCHAPP_MAX_FILE", "50", "Largest file that is read, in MB; in an archive too."
    ),
    "max_entries": Setting(
        "--max-entries",
        "SEARCHAPP_MAX_ENTRIES",
        "100000",
        "Most files of an archive, and most rows of a table, that are read.",
    ),
    "max_unpacked": Setting(
        "--max-unpacked",
        "SEARCHAPP_MAX_UNPACKED",
        "1000",
        "Largest archive that is read, in MB of all its files unpacked.",
    ),
    "workers": Setting(
        "--workers",
        "SEARCHAPP_WORKERS",
        "",
        "Processes that read files, and that fill a cluster; without it one for each core, 8 at most.",
    ),
    "host": Setting(
        "--host",
        "SEARCHAPP_HOST",
        "127.0.0.1",
        "Address to serve on; beyond this machine, everyone who reaches it can read.",
    ),
    "port": Setting("--port", "SEARCHAPP_PORT", "8000", "Port to serve on."),
    "threads": Setting(
        "--threads",
        "SEARCHAPP_THREADS",
        "8",
        "Requests under way at the same time, in each process.",
    ),
    "processes": Setting(
        "--processes", "SEARCHAPP_PROCESSES", "1", "Processes that answer; as many as there are cores."
    ),
    "public": Setting(
        "--public-url",
        "SEARCHAPP_PUBLIC_URL",
        "",
        "Address under which readers reach the pages, behind a proxy say; links in feeds, citations and answers to assistants have it.",
    ),
    "token": Setting(
        "--token",
        "SEARCHAPP_TOKEN",
        "",
        "What a reader has to show, as a password or a bearer token. Better in the variable: a flag is seen by others.",
    ),
    "rate": Setting(
        "--rate",
        "SEARCHAPP_RATE",
        "",
        "How often one reader may ask, for example '120 per minute'; needs searchapp[limits].",
    ),
    "log": Setting(
        "--log",
        "SEARCHAPP_LOG",
        "requests",
        "What is noted of each request on standard error: off, requests (all but the query) or queries.",
    ),
    "metrics": Setting(
        "--metrics/--no-metrics",
        "SEARCHAPP_METRICS",
        "false",
        "Whether /metrics tells Prometheus how much is asked; needs searchapp[metrics].",
    ),
    "timezone": Setting(
        "--timezone",
        "SEARCHAPP_TIMEZONE",
        "",
        "Time zone of the readers, such as Asia/Tokyo, whose day is today; without it, this machine's.",
    ),
    "per_page": Setting("--per-page", "SEARCHAPP_PER_PAGE", "10", "Hits on a page, 1 to 100."),
}
AT_HOME = f"http://{SETTINGS['host'].default}:{SETTINGS['port'].default}"
"""Where the pages are, unless `serve` was told otherwise."""
