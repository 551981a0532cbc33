/** The ledger, for the auditor. */
package org.curlew.pipeline.rest.ledger;
