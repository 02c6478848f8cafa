/** Topics whose messages stay readable: {@link io.farshore.lab.sns.SnsService}. */
package io.farshore.lab.sns;
