import { createApp } from 'vue'
// what is called from a script brings its style here; what stands in a template brings it along
import 'vant/es/toast/style'
import 'vant/es/dialog/style'
import App from './App.vue'

createApp(App).mount('#app')
