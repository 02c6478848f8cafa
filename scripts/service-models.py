#!/usr/bin/env python3
"""Writes what the lab knows of AWS's service models: names, types and limits, and nothing else.

    pip install botocore==1.42.72
    scripts/service-models.py lab/src/main/resources/io/farshore/lab/endpoint/model

One file for each service, read by io.farshore.lab.endpoint.model.ServiceModel, whose Javadoc says
what stands in it. All operations of a service are in it, also those that the lab refuses: AWS's
answer to a name that it does not know is another one than the lab's to what it does not have.
"""

import gzip
import json
import os
import sys

import botocore

VERSION = "1.42.72"
SERVICES = [
    "cloudformation",
    "cloudwatch",
    "dynamodb",
    "dynamodbstreams",
    "events",
    "iam",
    "kinesis",
    "lambda",
    "logs",
    "route53",
    "scheduler",
    "sns",
    "sqs",
    "stepfunctions",
    "sts",
]
# AWS prints the values of an enumeration in an order of its own; known from its answers.
ORDERS = [
    "AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON",
    "LATEST, AT_TIMESTAMP, TRIM_HORIZON",
    "SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING",
    "INSUFFICIENT_DATA, ALARM, OK",
    "BASIC, OAUTH_CLIENT_CREDENTIALS, API_KEY",
    "HEAD, POST, PATCH, DELETE, PUT, GET, OPTIONS",
    "RESPONSE_STREAM, BUFFERED",
    "MILLISECOND, MICROSECOND",
    "Terminate, Allow",
    "PublishedVersions, None",
    "w3c, raw, json, plain, parquet",
]
# What the models do not say: how AWS answers all the same.
STATUSES = {"DeleteFunction": 204}
# How Lambda writes the name of a Region by now; the models still have the older form.
REGION = "[a-z]{2}((-gov)|(-iso([a-z]?)))?"
# Limits that a service words in its own way, and so checks by itself.
LEFT_TO_SERVICES = {("lambda", "Runtime"): ["enum"]}
# SQS's model has forgotten the names of the Query protocol, which clients of before 2023 speak.
FLAT_NAMES = {
    "sqs": {
        "Attributes": "Attribute",
        "MessageAttributes": "MessageAttribute",
        "MessageSystemAttributes": "MessageSystemAttribute",
        "tags": "Tag",
        "Tags": "Tag",
        "StringListValues": "StringListValue",
        "BinaryListValues": "BinaryListValue",
    }
}
MAP_NAMES = {"sqs": {"TagMap": ("Key", "Value")}}
NAMESPACES = {"sqs": "http://queue.amazonaws.com/doc/2012-11-05/"}
KEPT_OF_SHAPES = ("min", "max", "pattern", "enum")
INDEXED = ("signingName", "version", "protocol", "targetPrefix", "serviceName")
PLAIN = ("string", "boolean", "integer", "long", "float", "double", "blob", "timestamp")


def as_printed(values):
    known = [order.split(", ") for order in ORDERS]
    return next((order for order in known if sorted(order) == sorted(values)), values)


def load(service):
    folder = os.path.join(os.path.dirname(botocore.__file__), "data", service)
    path = os.path.join(folder, sorted(os.listdir(folder))[-1], "service-2.json")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    with gzip.open(path + ".gz", "rt", encoding="utf-8") as file:
        return json.load(file)


class Compactor:
    def __init__(self, name, model):
        self.name = name
        self.model = model
        self.shapes = {}

    def reference(self, member):
        """A shape's name; with where it stands, where that is not simply the member's name."""
        name = self.shape(member["shape"])
        extra = {}
        for key, short in (("location", "in"), ("locationName", "name")):
            if key in member:
                extra[short] = member[key]
        if member.get("flattened"):
            extra["flat"] = True
        if member.get("timestampFormat"):
            extra["time"] = member["timestampFormat"]
        return {"shape": name, **extra} if extra else name

    def shape(self, name):
        shape = self.model["shapes"][name]
        left = LEFT_TO_SERVICES.get((self.name, name), [])
        kept = {key: shape[key] for key in KEPT_OF_SHAPES if key in shape and key not in left}
        if "enum" in kept:
            kept["enum"] = as_printed(kept["enum"])
        if self.name == "lambda" and "pattern" in kept:
            kept["pattern"] = kept["pattern"].replace(REGION, "(eusc-)?" + REGION)
        if shape["type"] in PLAIN and not kept and "timestampFormat" not in shape:
            return shape["type"]
        if name in PLAIN:
            name = name + "_"
        if name in self.shapes:
            return name
        compact = self.shapes[name] = {"type": shape["type"], **kept}
        if "timestampFormat" in shape:
            compact["time"] = shape["timestampFormat"]
        if shape["type"] == "structure":
            for key in ("required", "payload"):
                if shape.get(key):
                    compact[key] = shape[key]
            if shape.get("eventstream"):
                compact["eventstream"] = True
            members = shape.get("members", {})
            compact["members"] = {
                key: self.reference({**self.flat_name(key, value), **value})
                for key, value in members.items()
            }
        elif shape["type"] == "list":
            compact["member"] = self.reference(shape["member"])
            if shape.get("flattened"):
                compact["flat"] = True
        elif shape["type"] == "map":
            names = MAP_NAMES.get(self.name, {}).get(name, ("Name", "Value"))
            old = [{"locationName": part} if self.name in MAP_NAMES else {} for part in names]
            compact["key"] = self.reference({**old[0], **shape["key"]})
            compact["value"] = self.reference({**old[1], **shape["value"]})
            if shape.get("flattened"):
                compact["flat"] = True
        return name

    def flat_name(self, name, member):
        """What each element of a flat list or map is called, where the model does not say."""
        target = self.model["shapes"][member["shape"]]
        flat = member.get("flattened") or target.get("flattened")
        if self.name not in FLAT_NAMES or not flat:
            return {}
        return {"locationName": FLAT_NAMES[self.name].get(name, member["shape"].removesuffix("List"))}

    def operation(self, operation):
        compact = {}
        http = operation["http"]
        if (http["method"], http["requestUri"]) != ("POST", "/"):
            compact["method"] = http["method"]
            compact["uri"] = http["requestUri"]
        status = STATUSES.get(operation["name"], http.get("responseCode", 200))
        if status != 200:
            compact["status"] = status
        if "input" in operation:
            compact["input"] = self.shape(operation["input"]["shape"])
            if "locationName" in operation["input"]:
                compact["root"] = operation["input"]["locationName"]
        if "output" in operation:
            compact["output"] = self.shape(operation["output"]["shape"])
            if "resultWrapper" in operation["output"]:
                compact["result"] = operation["output"]["resultWrapper"]
        return compact

    def errors(self):
        found = {}
        for operation in self.model["operations"].values():
            for error in operation.get("errors", []):
                shape = self.model["shapes"][error["shape"]]
                compact = dict(shape.get("error", {}))
                for member in shape.get("members", {}):
                    if member.lower() == "message":
                        compact["message"] = member
                found[error["shape"]] = compact
        return found

    def compact(self):
        metadata = self.model["metadata"]
        service = {
            "signingName": metadata.get("signingName", metadata["endpointPrefix"]),
            "serviceName": metadata["serviceId"].replace(" ", ""),
            "version": metadata["apiVersion"],
        }
        for key in ("protocol", "jsonVersion", "targetPrefix", "xmlNamespace"):
            if key in metadata:
                service[key] = metadata[key]
        if self.name in NAMESPACES:
            service["xmlNamespace"] = NAMESPACES[self.name]
        if "awsQueryCompatible" in metadata:
            service["queryCompatible"] = True
        operations = self.model["operations"]
        service["operations"] = {name: self.operation(operations[name]) for name in operations}
        service["errors"] = self.errors()
        service["shapes"] = self.shapes
        return service


def lines(service):
    """One operation, error or shape a line, so that a new version shows what has changed."""
    out = []
    for key, value in service.items():
        if key in ("operations", "errors", "shapes"):
            each = [f"  {json.dumps(name)}: {small(value[name])}" for name in sorted(value)]
            out.append(json.dumps(key) + ": {\n" + ",\n".join(each) + "\n}")
        else:
            out.append(json.dumps(key) + ": " + json.dumps(value))
    return "{\n" + ",\n".join(out) + "\n}\n"


def small(value):
    return json.dumps(value, separators=(",", ":"))


def main():
    if botocore.__version__ != VERSION:
        sys.exit(f"botocore {VERSION} is wanted, not {botocore.__version__}")
    index = []
    for service in SERVICES:
        path = os.path.join(sys.argv[1], service + ".json")
        compact = Compactor(service, load(service)).compact()
        index.append({"file": service, **{key: compact[key] for key in INDEXED if key in compact}})
        with open(path, "w", encoding="utf-8") as file:
            file.write(lines(compact))
    with open(os.path.join(sys.argv[1], "index.json"), "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join("  " + small(each) for each in index) + "\n]\n")


main()
