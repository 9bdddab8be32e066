"""A process with locks of kazoo, which does what each line of its input says and answers in one line.

    lock NAME KIND PATH    makes a lock: stock, extra (extra_lock_patterns), curator (a subclass that
                           writes and counts Curator's names), read, write
    acquire NAME SECONDS   granted | timeout | failed CLASS
    release NAME           ok | failed CLASS
    contenders NAME        what kazoo reads of each owner, as JSON
"""
import json
import sys

from kazoo.client import KazooClient
from kazoo.exceptions import LockTimeout
from kazoo.recipe.lock import Lock, ReadLock, WriteLock


class CuratorLock(Lock):
    _NODE_NAME = "-lock-"
    _EXCLUDE_NAMES = ["-lock-"]


def make(client, kind, path):
    if kind == "extra":
        return Lock(client, path, "kazoo", extra_lock_patterns=["-lock-"])
    kinds = {"stock": Lock, "curator": CuratorLock, "read": ReadLock, "write": WriteLock}
    return kinds[kind](client, path, "kazoo")


def answer(client, locks, verb, name, *rest):
    if verb == "lock":
        locks[name] = make(client, *rest)
        return "ok"
    lock = locks[name]
    if verb == "acquire":
        try:
            return "granted" if lock.acquire(timeout=float(rest[0])) else "timeout"
        except LockTimeout:
            return "timeout"
    if verb == "release":
        lock.release()
        return "ok"
    if verb == "contenders":
        return json.dumps(lock.contenders())
    raise ValueError(verb)


def main():
    client = KazooClient(hosts=sys.argv[1], timeout=6.0)
    client.start(timeout=30)
    locks = {}
    print("ready", flush=True)
    for line in sys.stdin:
        try:
            print(answer(client, locks, *line.split()), flush=True)
        except Exception as failure:  # whatever kazoo raises is the answer
            print("failed", type(failure).__name__, flush=True)
    client.stop()
    client.close()


main()
