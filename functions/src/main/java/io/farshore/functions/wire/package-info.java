/** The JSON forms that several steps share. A null is a field that has no value. */
package io.farshore.functions.wire;
