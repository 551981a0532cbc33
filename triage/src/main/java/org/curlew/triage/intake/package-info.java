/**
 * Brings a force's spreadsheets into the register: a dry run first, errors by row and field, all or nothing, and the same
 * file twice changes nothing. The sample force of the demonstration comes the same way.
 */
package org.curlew.triage.intake;
