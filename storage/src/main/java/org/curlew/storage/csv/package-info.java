/** How every table that leaves the application as CSV writes its cells. */
package org.curlew.storage.csv;
