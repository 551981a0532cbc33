/** Benchmarks of the store and the ledger, run by hand; docs/operations-storage.md has the command and the figures. */
package org.curlew.storage.bench;
