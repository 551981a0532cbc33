/** CSV as spreadsheets write it, with property tests. */
package org.curlew.storage.csv;
