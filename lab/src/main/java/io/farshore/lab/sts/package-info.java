/** STS: who somebody is. {@link io.farshore.lab.sts.StsService} is the way in. */
package io.farshore.lab.sts;
