/** Clocks: what is due, to whom it escalates, and what alone can meet it. */
package org.curlew.triage.obligations;
