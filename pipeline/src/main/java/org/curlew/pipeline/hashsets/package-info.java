/** Acts on hash sets, each with its entry in the ledger, whoever does them: a page, the REST interface or the command line. */
package org.curlew.pipeline.hashsets;
