package io.farshore.aws;

/** An item of a control table is not of the shape that the protocol writes. No retry helps. */
public final class ItemUnreadable extends RuntimeException {
  ItemUnreadable(String stream, String entry, String attribute, String problem) {
    super(
        "the item \""
            + entry
            + "\" of stream "
            + stream
            + " can't be read: attribute "
            + attribute
            + " "
            + problem
            + "; correct or remove the item by hand");
  }
}
