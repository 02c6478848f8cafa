"""Two unmodified applications, boto3 and the AWS SDK for Java (CBOR), produce and consume across a failover.

Each puts numbered orders into us-east-1 while its consumer reads us-east-2, from before the failover until after it. us-east-1 is lost, the
state machine fails over, the producer is started again with us-east-2, at the first order that has not arrived there. Nothing may be missing,
and each customer's orders must be seen in order, repeats aside.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import boto3

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOST, STANDBY = "us-east-1", "us-east-2"
BEFORE, LAST = 150, 400
PATIENCE_SECONDS = 90


def java():
    classpath = (ROOT / "command/target/dependencies.txt").read_text().strip()
    return ["java", "-cp", classpath, str(ROOT / "acceptance/Orders.java")]


APPLICATIONS = {"boto3": lambda: [sys.executable, str(ROOT / "acceptance/orders.py")], "Java over CBOR": java}


class Lab:
    def __enter__(self):
        self.process = subprocess.Popen(
            ["./farshore", "up", "--port", "0", "--json"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.endpoint = json.loads(self.process.stdout.readline())["endpoint"]
        return self

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait(timeout=30)

    def environment(self, region):
        return {**os.environ, "AWS_ENDPOINT_URL": self.endpoint, "AWS_REGION": region, "AWS_DEFAULT_REGION": region,
                "AWS_ACCESS_KEY_ID": "lab", "AWS_SECRET_ACCESS_KEY": "lab"}

    def start(self, application, region, *arguments, printing):
        return subprocess.Popen(
            APPLICATIONS[application]() + list(arguments), env=self.environment(region), stdout=printing, text=True)

    def command(self, *arguments):
        subprocess.run(["./farshore", *arguments], cwd=ROOT, env=self.environment(STANDBY), check=True, stdout=subprocess.DEVNULL)

    def fail_over(self):
        states = boto3.client("stepfunctions", endpoint_url=self.endpoint, region_name=STANDBY,
                              aws_access_key_id="lab", aws_secret_access_key="lab")
        machine = states.list_state_machines()["stateMachines"][0]["stateMachineArn"]
        execution = states.start_execution(
            stateMachineArn=machine, input=(ROOT / "events/start-failover.json").read_text())["executionArn"]
        ended = until(lambda: found if (found := states.describe_execution(executionArn=execution))["status"] != "RUNNING" else None,
                      "the state machine to end")
        assert ended["status"] == "SUCCEEDED", ended


def until(condition, what):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.1)
    raise SystemExit(f"orders: waited {PATIENCE_SECONDS} s for {what}")


def seen(path):
    """What the consumer has printed, in its order: (customer, order)."""
    lines = pathlib.Path(path).read_text().rsplit("\n", 1)[0].splitlines()
    return [(customer, int(number)) for customer, number in map(str.split, lines)]


def across_a_failover(application, folder):
    consumed, acknowledged = folder / "consumed", folder / "acknowledged"
    with Lab() as lab, open(consumed, "w") as consumer_prints, open(acknowledged, "w") as producer_prints:
        consumer = lab.start(application, STANDBY, "consume", str(LAST), printing=consumer_prints)
        producer = lab.start(application, LOST, "produce", "1", printing=producer_prints)
        until(lambda: any(number >= BEFORE for _, number in seen(consumed)), f"order {BEFORE} to cross over")
        lab.command("fault", "region-loss", LOST)
        assert producer.wait(timeout=PATIENCE_SECONDS) == 1, "the producer did not notice the loss"
        lab.fail_over()
        arrived = {number for _, number in seen(consumed)}
        first_missing = next(n for n in range(1, LAST) if n not in arrived)
        producer = lab.start(application, STANDBY, "produce", str(first_missing), printing=producer_prints)
        assert consumer.wait(timeout=PATIENCE_SECONDS) == 0, "the consumer did not see the last order"
        producer.kill()
        producer.wait()
        judge(application, seen(consumed))


def judge(application, orders):
    lost = set(range(1, LAST + 1)) - {number for _, number in orders}
    latest, disorder = {}, []
    repeated = set()
    for customer, number in orders:
        if (customer, number) not in repeated and number < latest.get(customer, 0):
            disorder.append((customer, number))
        repeated.add((customer, number))
        latest[customer] = max(number, latest.get(customer, 0))
    if lost or disorder:
        raise SystemExit(f"orders ({application}): lost {sorted(lost)}, out of order {disorder}")
    print(f"orders ({application}): {LAST} orders across a failover, none lost, all in order")


if __name__ == "__main__":
    for name in APPLICATIONS:
        with tempfile.TemporaryDirectory() as scratch:
            across_a_failover(name, pathlib.Path(scratch))
