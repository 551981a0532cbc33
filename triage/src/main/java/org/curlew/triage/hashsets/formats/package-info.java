/** Readers of hash-set files: one class a format, chosen by content; each turns a file into rows of digests. */
package org.curlew.triage.hashsets.formats;
