/** The hash chain of every act, its export and its offline verifier. */
package org.curlew.storage.ledger;
