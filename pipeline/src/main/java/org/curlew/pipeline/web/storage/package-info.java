/** How full the storage is, and what waits for room. */
package org.curlew.pipeline.web.storage;
