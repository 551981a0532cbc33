/** PDQ and the near-duplicate index. */
package org.curlew.triage.perceptual;
