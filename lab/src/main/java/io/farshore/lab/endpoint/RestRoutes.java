package io.farshore.lab.endpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The REST APIs that the lab knows, by signing name. */
final class RestRoutes {

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;

  private static final String FUNCTIONS = "/2015-03-31/functions";
  private static final int NO_CONTENT = 204;
  private static final String INVOKE_CONFIG =
      "/2019-09-25/functions/{FunctionName}/event-invoke-config";
  private static final String MAPPINGS = "/2015-03-31/event-source-mappings";
  private static final String ROUTE53 = "/2013-04-01";

  private static final List<RestRoute> LAMBDA =
      List.of(
          RestRoute.of("POST", FUNCTIONS + "/{FunctionName}/invocations", "Invoke", OK)
              .input("Qualifier", "Qualifier")
              .input("x-amz-invocation-type", "InvocationType")
              .input("x-amz-log-type", "LogType")
              .input("x-amz-client-context", "ClientContext")
              .bodies("Payload", "Payload", "StatusCode")
              .output("FunctionError", "X-Amz-Function-Error")
              .output("LogResult", "X-Amz-Log-Result")
              .output("ExecutedVersion", "X-Amz-Executed-Version"),
          RestRoute.of("POST", FUNCTIONS, "CreateFunction", CREATED),
          RestRoute.of("GET", FUNCTIONS, "ListFunctions", OK)
              .input("Marker", "Marker")
              .input("MaxItems", "MaxItems")
              .input("FunctionVersion", "FunctionVersion")
              .input("MasterRegion", "MasterRegion"),
          RestRoute.of("GET", FUNCTIONS + "/{FunctionName}", "GetFunction", OK)
              .input("Qualifier", "Qualifier"),
          RestRoute.of("DELETE", FUNCTIONS + "/{FunctionName}", "DeleteFunction", NO_CONTENT)
              .input("Qualifier", "Qualifier"),
          RestRoute.of(
                  "GET",
                  FUNCTIONS + "/{FunctionName}/configuration",
                  "GetFunctionConfiguration",
                  OK)
              .input("Qualifier", "Qualifier"),
          RestRoute.of(
              "PUT",
              FUNCTIONS + "/{FunctionName}/configuration",
              "UpdateFunctionConfiguration",
              OK),
          RestRoute.of("PUT", FUNCTIONS + "/{FunctionName}/code", "UpdateFunctionCode", OK),
          RestRoute.of("POST", FUNCTIONS + "/{FunctionName}/versions", "PublishVersion", CREATED),
          RestRoute.of("GET", FUNCTIONS + "/{FunctionName}/versions", "ListVersionsByFunction", OK)
              .input("Marker", "Marker")
              .input("MaxItems", "MaxItems"),
          RestRoute.of("POST", FUNCTIONS + "/{FunctionName}/aliases", "CreateAlias", CREATED),
          RestRoute.of("GET", FUNCTIONS + "/{FunctionName}/aliases", "ListAliases", OK)
              .input("Marker", "Marker")
              .input("MaxItems", "MaxItems")
              .input("FunctionVersion", "FunctionVersion"),
          RestRoute.of("GET", FUNCTIONS + "/{FunctionName}/aliases/{Name}", "GetAlias", OK),
          RestRoute.of("PUT", FUNCTIONS + "/{FunctionName}/aliases/{Name}", "UpdateAlias", OK),
          RestRoute.of(
              "DELETE", FUNCTIONS + "/{FunctionName}/aliases/{Name}", "DeleteAlias", NO_CONTENT),
          RestRoute.of("POST", FUNCTIONS + "/{FunctionName}/policy", "AddPermission", CREATED)
              .input("Qualifier", "Qualifier"),
          RestRoute.of("GET", FUNCTIONS + "/{FunctionName}/policy", "GetPolicy", OK)
              .input("Qualifier", "Qualifier"),
          RestRoute.of(
                  "DELETE",
                  FUNCTIONS + "/{FunctionName}/policy/{StatementId}",
                  "RemovePermission",
                  NO_CONTENT)
              .input("Qualifier", "Qualifier")
              .input("RevisionId", "RevisionId"),
          RestRoute.of(
              "PUT",
              "/2017-10-31/functions/{FunctionName}/concurrency",
              "PutFunctionConcurrency",
              OK),
          RestRoute.of(
              "DELETE",
              "/2017-10-31/functions/{FunctionName}/concurrency",
              "DeleteFunctionConcurrency",
              NO_CONTENT),
          RestRoute.of(
              "GET",
              "/2019-09-30/functions/{FunctionName}/concurrency",
              "GetFunctionConcurrency",
              OK),
          RestRoute.of("PUT", INVOKE_CONFIG, "PutFunctionEventInvokeConfig", OK)
              .input("Qualifier", "Qualifier"),
          RestRoute.of("POST", INVOKE_CONFIG, "UpdateFunctionEventInvokeConfig", OK)
              .input("Qualifier", "Qualifier"),
          RestRoute.of("GET", INVOKE_CONFIG, "GetFunctionEventInvokeConfig", OK)
              .input("Qualifier", "Qualifier"),
          RestRoute.of("DELETE", INVOKE_CONFIG, "DeleteFunctionEventInvokeConfig", NO_CONTENT)
              .input("Qualifier", "Qualifier"),
          RestRoute.of("GET", INVOKE_CONFIG + "/list", "ListFunctionEventInvokeConfigs", OK)
              .input("Marker", "Marker")
              .input("MaxItems", "MaxItems"),
          RestRoute.of("GET", "/2016-08-19/account-settings", "GetAccountSettings", OK),
          RestRoute.of("GET", "/2017-03-31/tags/{Resource}", "ListTags", OK),
          RestRoute.of("POST", "/2017-03-31/tags/{Resource}", "TagResource", NO_CONTENT),
          RestRoute.of("DELETE", "/2017-03-31/tags/{Resource}", "UntagResource", NO_CONTENT)
              .input("tagKeys", "TagKeys"),
          RestRoute.of("GET", MAPPINGS, "ListEventSourceMappings", OK)
              .input("EventSourceArn", "EventSourceArn")
              .input("FunctionName", "FunctionName")
              .input("Marker", "Marker")
              .input("MaxItems", "MaxItems"),
          RestRoute.of("POST", MAPPINGS, "CreateEventSourceMapping", ACCEPTED),
          RestRoute.of("GET", MAPPINGS + "/{UUID}", "GetEventSourceMapping", OK),
          RestRoute.of("PUT", MAPPINGS + "/{UUID}", "UpdateEventSourceMapping", ACCEPTED),
          RestRoute.of("DELETE", MAPPINGS + "/{UUID}", "DeleteEventSourceMapping", ACCEPTED));

  private static final List<RestRoute> SCHEDULER =
      List.of(
          RestRoute.of("GET", "/schedules", "ListSchedules", OK)
              .input("ScheduleGroup", "GroupName")
              .input("NamePrefix", "NamePrefix")
              .input("NextToken", "NextToken"),
          RestRoute.of("POST", "/schedules/{Name}", "CreateSchedule", OK),
          RestRoute.of("PUT", "/schedules/{Name}", "UpdateSchedule", OK),
          RestRoute.of("GET", "/schedules/{Name}", "GetSchedule", OK)
              .input("groupName", "GroupName"),
          RestRoute.of("DELETE", "/schedules/{Name}", "DeleteSchedule", OK)
              .input("groupName", "GroupName"));

  private static final List<RestRoute> ROUTE_53 =
      List.of(
          RestRoute.of(
              "GET", ROUTE53 + "/healthcheck/{HealthCheckId}/status", "GetHealthCheckStatus", OK),
          RestRoute.of("GET", ROUTE53 + "/healthcheck/{HealthCheckId}", "GetHealthCheck", OK),
          RestRoute.of("POST", ROUTE53 + "/healthcheck/{HealthCheckId}", "UpdateHealthCheck", OK),
          RestRoute.of("DELETE", ROUTE53 + "/healthcheck/{HealthCheckId}", "DeleteHealthCheck", OK),
          RestRoute.of("GET", ROUTE53 + "/healthcheck", "ListHealthChecks", OK),
          RestRoute.of("POST", ROUTE53 + "/healthcheck", "CreateHealthCheck", CREATED),
          RestRoute.of(
              "POST", ROUTE53 + "/hostedzone/{HostedZoneId}/rrset", "ChangeResourceRecordSets", OK),
          RestRoute.of(
                  "GET", ROUTE53 + "/hostedzone/{HostedZoneId}/rrset", "ListResourceRecordSets", OK)
              .input("name", "StartRecordName")
              .input("type", "StartRecordType")
              .input("identifier", "StartRecordIdentifier")
              .input("maxitems", "MaxItems"),
          RestRoute.of("GET", ROUTE53 + "/hostedzone/{Id}", "GetHostedZone", OK),
          RestRoute.of("GET", ROUTE53 + "/hostedzone", "ListHostedZones", OK),
          RestRoute.of("POST", ROUTE53 + "/hostedzone", "CreateHostedZone", CREATED),
          RestRoute.of("GET", ROUTE53 + "/change/{Id}", "GetChange", OK));

  static final RestRoutes JSON = new RestRoutes(Map.of("lambda", LAMBDA, "scheduler", SCHEDULER));

  static final RestRoutes XML = new RestRoutes(Map.of("route53", ROUTE_53));

  private final Map<String, List<RestRoute>> routes;

  private RestRoutes(Map<String, List<RestRoute>> routes) {
    this.routes = routes;
  }

  /** True when the service has a REST API of this kind. */
  boolean has(String service) {
    return routes.containsKey(service);
  }

  /**
   * The operation that a request is for.
   *
   * @throws AwsError when there is none
   */
  Match find(WireRequest request) {
    for (RestRoute route : routes.getOrDefault(request.scope().service(), List.of())) {
      Optional<Map<String, String>> bound = route.match(request.method(), request.path());
      if (bound.isPresent()) {
        return new Match(route, bound.get());
      }
    }
    throw new AwsError(
        "UnknownOperationException",
        404,
        "The lab has no operation "
            + request.method()
            + " "
            + request.path()
            + " of "
            + request.scope().service());
  }

  /** An operation, and the members in the path. */
  record Match(RestRoute route, Map<String, String> members) {}
}
