package io.farshore.producer;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.EpochId;

/**
 * What survives a restart, kept in one write: a low watermark with another epoch loses order
 * (guarantee B).
 *
 * @param epoch the epoch followed; never left for a lower one
 * @param lowWatermark every change below was acknowledged in that epoch, or is in both streams;
 *     never the last change sent
 * @param start where the log began when it was first read; {@link Watermark#START} while it had no
 *     change
 */
public record ProducerState(EpochId epoch, Watermark lowWatermark, Watermark start) {

  ProducerState withLowWatermark(Watermark watermark) {
    return new ProducerState(epoch, watermark, start);
  }

  ProducerState withStart(Watermark began) {
    return new ProducerState(epoch, lowWatermark, began);
  }
}
