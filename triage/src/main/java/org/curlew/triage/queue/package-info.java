/** Which exhibit comes first, and the one sentence that says why. */
package org.curlew.triage.queue;
