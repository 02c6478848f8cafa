package io.farshore.functions.plan;

import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.epoch.StreamSettings;
import java.util.List;

/** Two reads that are made at once. */
record Facts(List<ProducerReport> reports, StreamSettings settings) {}
