/** The object store: one client for any S3 server, and the embedded server. */
package org.curlew.storage.objects;
