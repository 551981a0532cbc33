/** Hash sets: import, index and look-up of every set at once. */
package org.curlew.triage.hashsets;
