package io.farshore.functions.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The calls to AWS that tell of the state of things, as they answer on the wire. Blocking. */
interface Calls {

  /**
   * A call to a service that speaks JSON.
   *
   * @param target with the service's prefix, such as {@code Kinesis_20131202.DescribeLimits}
   * @throws CallRefused when it is not answered, or with an error
   */
  JsonNode json(String service, String region, String target, JsonNode input);

  /**
   * Reads something of Lambda's.
   *
   * @throws CallRefused when it is not answered, or with an error
   */
  JsonNode lambda(String region, String path);

  /**
   * Asks IAM which of the actions a role may not do on a resource. Nothing is done.
   *
   * @throws CallRefused when it is not answered, or with an error
   */
  List<String> denied(String roleArn, List<String> actions, String resource);
}
