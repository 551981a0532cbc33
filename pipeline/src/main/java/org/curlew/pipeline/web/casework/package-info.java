/** What a supervisor records on a case: each act is a short form, a record of the register, and a line in the ledger. */
package org.curlew.pipeline.web.casework;
