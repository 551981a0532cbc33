/** Images in the object store: moved while they are verified, read again by ranges, stopped by a full store. */
package org.curlew.pipeline.imagestore;
