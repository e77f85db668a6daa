import { createApp } from 'vue'
// what is called from a script brings its style here; what stands in a template brings it along
import 'element-plus/es/components/message/style/css'
import 'element-plus/es/components/message-box/style/css'
import 'element-plus/es/components/loading/style/css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import App from './App.vue'

createApp(App).mount('#app')
