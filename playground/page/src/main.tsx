import { render } from 'preact'
import { App } from './app.tsx'
import './style/tokens.css'
import './style/shell.css'
import './style/chat.css'
import './style/message.css'
import './style/blocks.css'
import './style/dialog.css'
import './style/cluster.css'
import './style/traffic.css'
import './style/tour.css'

const place = document.querySelector('#page')
if (place) render(<App />, place)
