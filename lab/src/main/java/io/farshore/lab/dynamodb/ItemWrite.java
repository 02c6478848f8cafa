package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What one write made of one item.
 *
 * @param key of the item
 * @param image the whole item after the write; empty when it was deleted
 * @param version when and where it was written
 */
record ItemWrite(ItemKey key, Optional<JsonNode> image, Version version) {}
