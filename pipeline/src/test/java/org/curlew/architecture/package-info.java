/** What must hold of the code as a whole. */
package org.curlew.architecture;
