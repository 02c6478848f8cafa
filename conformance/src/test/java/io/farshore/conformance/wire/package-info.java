/** What stands on the wire: requests and answers byte by byte, without an SDK between. */
package io.farshore.conformance.wire;
