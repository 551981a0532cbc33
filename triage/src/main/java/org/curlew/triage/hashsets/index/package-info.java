/** The files that answer for hash sets: sorted digests, memory-mapped, built once and never changed. */
package org.curlew.triage.hashsets.index;
