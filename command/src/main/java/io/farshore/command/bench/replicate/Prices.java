package io.farshore.command.bench.replicate;

/**
 * AWS's published prices, in US dollars, without free tiers and discounts by volume. Everything
 * that costs money here stands in this class.
 *
 * <p>From AWS's pricing pages of Lambda, Kinesis Data Streams, DynamoDB, EC2 (data transfer) and
 * CloudWatch for US East (N. Virginia), as they were in 2025; DynamoDB's on-demand prices are those
 * since November 2024.
 */
final class Prices {

  /** What the prices are of. */
  static final String SOURCE =
      "AWS's pricing pages, US East (N. Virginia), as of 2025, without free tiers";

  /** Lambda on arm64, first tier: a second with 1 GB of memory. */
  static final double LAMBDA_GB_SECOND = 0.0000133334;

  /** Lambda: an invocation. */
  static final double LAMBDA_REQUEST = 0.20 / 1e6;

  /** Kinesis, provisioned: a PUT payload unit, 25 KB of one record begun. */
  static final double PUT_PAYLOAD_UNIT = 0.014 / 1e6;

  /** Bytes of a PUT payload unit. */
  static final int PAYLOAD_UNIT_BYTES = 25 * 1024;

  /** DynamoDB on demand: a replicated write unit, 1 KB of an item begun, in one replica. */
  static final double REPLICATED_WRITE = 0.625 / 1e6;

  /** DynamoDB on demand: a read unit, a consistent read of up to 4 KB. */
  static final double READ = 0.125 / 1e6;

  /** Data out of us-east-1 to us-west-2: a GB. */
  static final double TRANSFER_GB = 0.02;

  /** CloudWatch Logs: a GB taken in. */
  static final double LOGS_GB = 0.50;

  private Prices() {}
}
