"""An application that knows nothing of Farshore: it puts numbered orders into a stream, or reads them, with stock boto3.

  orders.py produce FIRST    puts orders FIRST, FIRST + 1, ... until it is ended or its Region does not answer; prints each when acknowledged
  orders.py consume LAST     reads all shards from the oldest record on, prints each order, and ends at order LAST

Endpoint, Region and credentials come from the environment, as always.
"""

import itertools
import json
import sys
import time

import boto3
import botocore.exceptions
from botocore.config import Config

STREAM = "orders"
CUSTOMERS = 5


def client():
    return boto3.client("kinesis", config=Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 2}))


def produce(first):
    kinesis = client()
    for number in itertools.count(first):
        customer = f"customer-{number % CUSTOMERS}"
        order = json.dumps({"order": number, "customer": customer}).encode()
        try:
            kinesis.put_record(StreamName=STREAM, PartitionKey=customer, Data=order)
        except (botocore.exceptions.HTTPClientError, botocore.exceptions.ClientError) as e:
            print(f"the Region does not take order {number}: {type(e).__name__}", file=sys.stderr)
            return 1
        print(number, flush=True)
        time.sleep(0.01)


def consume(last):
    kinesis = client()
    shards = kinesis.list_shards(StreamName=STREAM)["Shards"]
    iterators = {
        shard["ShardId"]: kinesis.get_shard_iterator(
            StreamName=STREAM, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        for shard in shards}
    seen = 0
    while seen < last:
        for shard, iterator in iterators.items():
            answer = kinesis.get_records(ShardIterator=iterator)
            iterators[shard] = answer["NextShardIterator"]
            for record in answer["Records"]:
                order = json.loads(record["Data"])
                if "order" in order:
                    print(order["customer"], order["order"], flush=True)
                    seen = max(seen, order["order"])
        time.sleep(0.25)


if __name__ == "__main__":
    sys.exit({"produce": produce, "consume": consume}[sys.argv[1]](int(sys.argv[2])))
