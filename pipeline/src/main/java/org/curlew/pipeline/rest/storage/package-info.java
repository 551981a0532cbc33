/** How full the storage is. */
package org.curlew.pipeline.rest.storage;
