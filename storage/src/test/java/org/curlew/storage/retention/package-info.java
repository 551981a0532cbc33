/** Tests of retention and disposal. */
package org.curlew.storage.retention;
