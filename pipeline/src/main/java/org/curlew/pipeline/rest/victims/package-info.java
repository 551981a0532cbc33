/** The victim-identification lane for scripts: what waits, what was done, referrals and their answers. */
package org.curlew.pipeline.rest.victims;
