"""Visits by kazoo's Lock: <servers> <name> <port of the register> <log>; see WorkerProgram."""
import logging
import os
import socket
import sys
import threading
import time

from kazoo.client import KazooClient

logging.disable(logging.CRITICAL)
servers, name, port, log_name = sys.argv[1:5]
log = os.open(log_name, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
register = socket.create_connection(("127.0.0.1", int(port))).makefile("rw", newline="\n")
going = True
threads = []
visits = 0


def say(*words):
    os.write(log, (" ".join(str(word) for word in words) + "\n").encode())


def visit(client, key, who, stay_micros):
    global visits
    path = "/zklocked/faults%2F" + key
    lock = client.Lock(path, name, extra_lock_patterns=["-lock-"])
    asked = time.monotonic_ns()
    lock.acquire()
    try:
        waited = time.monotonic_ns() - asked
        czxid = client.exists(path + "/" + lock.node).czxid
        visits += 1
        one = "%s-%d-%d" % (name, os.getpid(), visits)
        entered = time.monotonic_ns()
        say("enter", one, key, czxid, 0, entered)
        register.write("%s %s %s %d 0\n" % (key, who, one, czxid))
        register.flush()
        accepted = register.readline().strip() == "ok"
        time.sleep(stay_micros / 1e6)
        valid = client.connected
        if valid:
            say("valid", one, entered, time.monotonic_ns())
        if not accepted:
            say("refused", one, str(valid).lower())
        say("exit", one, time.monotonic_ns())
    finally:
        lock.release()
    say("call", who, key, "ok", waited)


def loop(key, who, stay_micros, pause_micros):
    client = KazooClient(hosts=servers, timeout=4)
    client.start(timeout=30)
    while going:
        try:
            visit(client, key, who, stay_micros)
        except Exception as failure:
            say("call", who, key, type(failure).__name__, 0)
        time.sleep(pause_micros / 1e6)
    client.stop()


def stop():
    global going
    going = False
    for thread in threads:
        thread.join()
    threads.clear()
    going = True
    print("#stopped", flush=True)


print("#ready", flush=True)
for line in sys.stdin:
    words = line.split()
    if words[0] == "loop":
        thread = threading.Thread(
            target=loop, args=(words[1], name + "/0", int(words[3]), int(words[4])), daemon=True)
        threads.append(thread)
        thread.start()
    elif words[0] == "stop":
        threading.Thread(target=stop, daemon=True).start()
os._exit(3)
