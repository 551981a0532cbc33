/** Tests of backup and restore. */
package org.curlew.storage.backup;
