/**
 * The commit timestamp of a change, wherever its envelope keeps it: {@link
 * io.farshore.core.commit.CommitTimestampReader} is the way in.
 */
package io.farshore.core.commit;
