/** The VICS data model and a tolerant streaming reader of its files. */
package org.curlew.triage.vics;
